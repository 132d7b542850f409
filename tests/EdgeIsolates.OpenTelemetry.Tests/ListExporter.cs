using OpenTelemetry;

namespace EdgeIsolates.OpenTelemetry.Tests;

/// <summary>Exports to a list.</summary>
internal sealed class ListExporter<T> : BaseExporter<T>
    where T : class
{
    public List<T> Exported { get; } = [];

    public override ExportResult Export(in Batch<T> batch)
    {
        foreach (T item in batch)
        {
            Exported.Add(item);
        }

        return ExportResult.Success;
    }
}
