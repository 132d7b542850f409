using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Hostile.Tests.Scripting;

/// <summary>Reads a script's file: remarks first, then the source with its generated parts in place.</summary>
internal static class HostileScriptReader
{
    private const string GeneratedMark = "/*generated*/";
    private const string BytesMark = "/*bytes*/";

    public static HostileScript Read(string family, string name, string text)
    {
        Dictionary<string, string> remarks = Remarks(text);
        string source = remarks.TryGetValue("generate", out string? generate)
            ? text.Replace(GeneratedMark, GeneratedText.Of(generate), StringComparison.Ordinal)
            : text;
        HostileScript script = new()
        {
            Family = family,
            Name = name,
            Expected = Required("expect").Split('|', StringSplitOptions.TrimEntries),
            Why = Required("why"),
            Source = WithBytes(source, remarks.GetValueOrDefault("bytes")),
            Answer = remarks.GetValueOrDefault("answer"),
            Says = remarks.GetValueOrDefault("says"),
            SentBare = remarks.GetValueOrDefault("deploy") == "bare",
            AllowEval = remarks.GetValueOrDefault("allowEval") == "true",
        };
        return script with
        {
            CpuMs = Number("cpuMs", script.CpuMs),
            MemoryLimitMb = Number("memoryLimitMb", script.MemoryLimitMb),
            TimeoutMs = Number("timeoutMs", script.TimeoutMs),
            Calls = Number("calls", script.Calls),
            BodyBytes = Number("bodyBytes", script.BodyBytes),
            OvershootMs = Number("overshootMs", script.OvershootMs),
        };

        string Required(string key) => remarks.GetValueOrDefault(key) ?? throw new InvalidDataException($"{family}/{name}.js has no '// {key}:' line.");

        int Number(string key, int otherwise) => remarks.TryGetValue(key, out string? value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
    }

    private static Dictionary<string, string> Remarks(string text) =>
        text.Split('\n')
            .Where(line => line.StartsWith("// ", StringComparison.Ordinal))
            .Select(line => line[3..].Split(": ", 2))
            .Where(parts => parts.Length == 2 && !parts[0].Contains(' ', StringComparison.Ordinal))
            .DistinctBy(parts => parts[0])
            .ToDictionary(parts => parts[0], parts => parts[1].TrimEnd());

    private static byte[] WithBytes(string source, string? hex)
    {
        int at = source.IndexOf(BytesMark, StringComparison.Ordinal);
        return hex is null || at < 0
            ? Encoding.UTF8.GetBytes(source)
            : [.. Encoding.UTF8.GetBytes(source[..at]), .. Convert.FromHexString(hex), .. Encoding.UTF8.GetBytes(source[(at + BytesMark.Length)..])];
    }
}
