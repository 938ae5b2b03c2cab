"""Looks through one file of any form for the gate; runs inside the gate's worker process."""

from collections.abc import Callable
from dataclasses import dataclass

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.office_parts import DRAWING_SUFFIXES, PICTURE_SUFFIXES
from prongsai.adapters.gate.open_document import gather_open_document
from prongsai.adapters.gate.pdf import gather_pdf
from prongsai.adapters.gate.picture import gather_image, gather_pictures_of
from prongsai.adapters.gate.sheet import gather_sheets
from prongsai.adapters.gate.slides import gather_slides
from prongsai.adapters.gate.typed import gather_html, gather_text
from prongsai.adapters.gate.word import gather_word
from prongsai.adapters.page_documents import kind_of_zip
from prongsai.adapters.page_ole import convert_old
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.audit.reading.charset import decode_text
from prongsai.audit.reading.page_kind import IMAGE_FORMS, find_form
from prongsai.core.personal_data.inspection import PersonalFinding
from prongsai.core.personal_data.place import Place

_MOST_PICTURES = 60


@dataclass(frozen=True, slots=True)
class GateReading:
    """How files are looked through. `ask_for_time` tells the one who would kill us that a step takes so long."""

    limits: ReadLimits
    use_ocr: bool = True
    ask_for_time: Callable[[float], None] = lambda seconds: None

    def inspect(self, content: bytes, *, content_type: str = "") -> list[PersonalFinding]:
        """The findings of a file. Never raises for bad content: what stops the reading is a finding."""
        gathered = Gathered()
        try:
            self._gather(content, content_type, gathered)
        except CannotRead as error:
            gathered.cannot_tell(Place("file"), error.detail)
        except MemoryError:
            gathered.cannot_tell(Place("file"), both("หน่วยความจำไม่พอ", "out of memory"))
        except RecursionError:
            gathered.cannot_tell(Place("file"), both("ไฟล์ซ้อนลึกเกินไป", "the file nests too deeply"))
        except Exception as error:  # any other fault of a reader is told by its name, and a person looks
            gathered.cannot_tell(Place("file"), both("อ่านไฟล์ไม่สำเร็จ", f"not readable ({type(error).__name__})"))
        return gathered.result()

    def _gather(self, content: bytes, content_type: str, gathered: Gathered) -> None:
        form = find_form(content, content_type=content_type)
        if form == "html":
            gather_html(decode_text(content, content_type=content_type).text, gathered)
        elif form in {"text", "json", "xml"}:
            gather_text(decode_text(content, content_type=content_type).text, gathered)
        elif form == "empty":
            return
        elif len(content) > self.limits.max_bytes:
            limit = self.limits.max_bytes // 1_000_000
            raise CannotRead("too_big", both(f"ใหญ่เกิน {limit} MB", f"larger than {limit} MB"))
        elif form == "zip":
            self._gather_zip(content, gathered)
        elif form == "pdf":
            gather_pdf(
                content, gathered, self.limits, deadline=Deadline(self.limits.wall_s), ocr_deadline=self._ocr_deadline,
                use_ocr=self.use_ocr,
            )  # fmt: skip
        elif form in IMAGE_FORMS:
            gather_image(content, gathered, self.limits, deadline=self._ocr_deadline(), use_ocr=self.use_ocr)
        elif form in {"ole", "rtf"}:
            self.ask_for_time(self.limits.office_wall_s)
            converted = convert_old(content, form, limits=self.limits, deadline=Deadline(self.limits.office_wall_s))
            self._gather_zip(converted, gathered)
        else:
            raise CannotRead(
                "unsupported",
                both(
                    f"เป็นไฟล์ชนิดที่ตรวจไม่ได้ ({form}) กรุณาแนบเอกสารข้างในแทน",
                    f"{form}: not readable; hand in the documents inside",
                ),
            )

    def _gather_zip(self, content: bytes, gathered: Gathered) -> None:
        archive = Zip(content, max_bytes=self.limits.max_unpacked_bytes)
        kind = kind_of_zip(archive)
        if kind == "docx":
            gather_word(archive, gathered)
        elif kind == "xlsx":
            gather_sheets(Zip(content, max_bytes=2 * self.limits.max_unpacked_bytes), gathered, self.limits)
        elif kind == "pptx":
            gather_slides(archive, gathered)
        elif kind == "odf":
            gather_open_document(archive, gathered)
        else:
            raise CannotRead(
                "unsupported",
                both("เป็นไฟล์ ZIP กรุณาแนบเอกสารข้างในทีละไฟล์", "an archive; hand in the documents inside one by one"),
            )
        self._gather_media(Zip(content, max_bytes=self.limits.max_unpacked_bytes), gathered)

    def _gather_media(self, archive: Zip, gathered: Gathered) -> None:
        names = [name for name in archive.names() if "/media/" in name or "Pictures/" in name]
        drawings = [name for name in names if name.lower().endswith(DRAWING_SUFFIXES)]
        if drawings:
            gathered.cannot_tell(
                Place("picture", 1),
                both(
                    f"มีภาพลายเส้น {len(drawings)} ภาพที่อ่านไม่ได้", f"{len(drawings)} drawings (EMF, WMF, SVG) are not read"
                ),
            )
        pictures = [name for name in names if name.lower().endswith(PICTURE_SUFFIXES)]
        if len(pictures) > _MOST_PICTURES:
            gathered.cannot_tell(
                Place("picture", _MOST_PICTURES + 1),
                both(f"อ่านเพียง {_MOST_PICTURES} ภาพแรก", f"only the first {_MOST_PICTURES} pictures were read"),
            )
        if pictures:
            files = [(name, archive.read(name)) for name in pictures[:_MOST_PICTURES]]
            gather_pictures_of(files, gathered, self.limits, deadline=self._ocr_deadline(), use_ocr=self.use_ocr)

    def _ocr_deadline(self) -> Deadline:
        self.ask_for_time(self.limits.ocr_wall_s)
        return Deadline(self.limits.ocr_wall_s)
