using System.Globalization;

namespace EdgeIsolates.AspNetCore;

/// <summary>The answer to a deploy that went through. The number alone names the version to a rollback or a split.</summary>
internal sealed record DeployAnswer(string Name, string Version, int Number, IReadOnlyList<string> Routes)
{
    public static DeployAnswer Of(EdgeFunction function) => new(function.Name, function.Version, NumberOf(function.Version), function.Routes);

    /// <summary>A version is its number, a dash and the head of a hash.</summary>
    private static int NumberOf(string version) => int.Parse(version.AsSpan(0, version.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
