using System.Text;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>Short ways to look at a result.</summary>
public static class Results
{
    /// <summary>The body of a result that must be an answer.</summary>
    public static string Text(this InvocationResult result)
    {
        Assert.True(result.Outcome == InvocationOutcome.Ok, $"{result.Outcome}: {result.Error}");
        return Encoding.UTF8.GetString(result.Response!.Body.Span);
    }

    public static string? Header(this InvocationResult result, string name) =>
        result.Response!.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
