"""Every public document by its address, built from what may be known alone; live pages and the static copy both use it."""
