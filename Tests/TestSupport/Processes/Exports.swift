/// Tests drive processes with the platform's own means; they come along with this module.
@_exported public import Platform
