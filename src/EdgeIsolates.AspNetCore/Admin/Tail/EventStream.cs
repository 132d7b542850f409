using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace EdgeIsolates.AspNetCore;

/// <summary>Writes server-sent events, each out at once. Data is JSON of one line.</summary>
internal sealed class EventStream(PipeWriter writer, CancellationToken cancellationToken)
{
    private const string MillisecondsToReconnect = "2000";

    public Task OpenAsync()
    {
        Append($"retry: {MillisecondsToReconnect}\n");
        return WriteAsync("ready", "{}"u8.ToArray());
    }

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> data)
    {
        Append($"event: {name}\ndata: ");
        writer.Write(data.Span);
        Append("\n\n");
        await writer.FlushAsync(cancellationToken);
    }

    private void Append(string text) => Encoding.UTF8.GetBytes(text, writer);
}
