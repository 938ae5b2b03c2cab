"""Personal data before publication: what is looked for, where it stands, what a person is told and decides."""
