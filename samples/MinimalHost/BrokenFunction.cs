using System.Text;
using System.Text.Json;
using EdgeIsolates;

namespace MinimalHost;

/// <summary>Stands in for a function that could not be deployed: it answers 500 with the reason until the file is mended.</summary>
internal static class BrokenFunction
{
    public static FunctionDeployment InPlaceOf(FunctionDeployment broken, string report) =>
        FunctionDeployment.FromCode(
            broken.Name,
            $$"""
            const report = {{JsonSerializer.Serialize(report)}};
            export default { fetch: () => new Response(report, { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' } }) };
            """,
            [.. broken.Routes]) with
        { DeployedBy = broken.DeployedBy };

    /// <summary>All faults, each with its line of source and a caret, as compilers print them.</summary>
    public static string Report(string file, IReadOnlyList<DeployFault> faults)
    {
        StringBuilder report = new($"{file} is broken:\n");
        foreach (DeployFault fault in faults)
        {
            report.Append(fault.Line > 0 ? $"\n{file}:{fault.Line}:{fault.Column}: {fault.Message}\n" : $"\n{fault.Message}\n");
            if (fault.SourceLine is not null && fault.Column > 0)
            {
                report.Append($"  {fault.SourceLine.Replace('\t', ' ')}\n  {new string(' ', fault.Column - 1)}^\n");
            }
        }

        return report.ToString();
    }
}
