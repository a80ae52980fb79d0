//! The command policydoc: structure, tasks and departments of policy documents.
