namespace EdgeIsolates;

/// <summary>A file of a version, without its content.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Kind">What the file is to the script that imports it.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record ModuleSummary(string Name, EdgeModuleKind Kind, int Bytes);
