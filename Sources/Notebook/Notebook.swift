// A notebook's way: bytes → `NotebookDocument` (Parsing) → `CheckedNotebook` (Validation, Lowering) or diagnostics.
