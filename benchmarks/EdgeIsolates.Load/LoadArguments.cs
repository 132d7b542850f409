using System.Globalization;

namespace EdgeIsolates.Load;

/// <summary>The command line: a mode, then pairs of <c>--name value</c>.</summary>
internal sealed class LoadArguments(string[] args)
{
    public string Mode { get; } = args.Length > 0 ? args[0] : "";

    public IReadOnlyList<string> All { get; } = args;

    public int Number(string name, int usual)
    {
        int at = Array.IndexOf(args, $"--{name}");
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : usual;
    }
}
