"""Proof: visits kept as WARC in a folder, chained by hash, replayable by public tools. See docs/proof.md."""

from prongsai.adapters.snapshots.chain import Head
from prongsai.adapters.snapshots.expire import Expired
from prongsai.adapters.snapshots.lookup import KeptRecord
from prongsai.adapters.snapshots.memory import FolderMemory
from prongsai.adapters.snapshots.repair import Repair
from prongsai.adapters.snapshots.store import SnapshotStore
from prongsai.adapters.snapshots.verify import SnapshotFault, verify_folder

__all__ = ["Expired", "FolderMemory", "Head", "KeptRecord", "Repair", "SnapshotFault", "SnapshotStore", "verify_folder"]
