namespace EdgeIsolates.AspNetCore;

internal sealed record ModuleDescription(string Name, EdgeModuleKind Kind, int Bytes);
