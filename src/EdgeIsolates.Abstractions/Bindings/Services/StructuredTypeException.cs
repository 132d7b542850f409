namespace EdgeIsolates;

/// <summary>A value is of another type than the service wants; the path to it is put together on the way out.</summary>
internal sealed class StructuredTypeException(string path, string fault) : Exception
{
    public string Path { get; } = path;

    public string Fault { get; } = fault;

    public override string Message => $"{Path} {Fault}";

    /// <summary>The same, seen from one level further out.</summary>
    public StructuredTypeException Within(string step) =>
        new(Path.Length == 0 || Path[0] == '[' ? step + Path : $"{step}.{Path}", Fault);
}
