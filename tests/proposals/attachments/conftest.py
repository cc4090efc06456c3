from attachment_builder import files_read_here  # noqa: F401
