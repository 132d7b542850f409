using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Bindings;

/// <summary>Leased messages on their way through a handler. The script side is Web/Queues/consumer.js.</summary>
internal sealed class QueueBatch(QueueConsumer consumer, IReadOnlyList<LeasedMessage> messages)
{
    private static readonly TimeSpan PauseOfHost = TimeSpan.FromSeconds(1);

    public IReadOnlyList<LeasedMessage> Messages { get; } = messages;

    /// <summary>The event for the handler: what there is to know of each message, and all bodies in a row.</summary>
    public EdgeRequest ToRequest()
    {
        byte[] bytes = new byte[Messages.Sum(static message => message.Message.Body.Length)];
        int at = 0;
        foreach (LeasedMessage message in Messages)
        {
            message.Message.Body.Span.CopyTo(bytes.AsSpan(at));
            at += message.Message.Body.Length;
        }

        return new EdgeRequest
        {
            Method = "QUEUE",
            Url = $"queue://{consumer.Queue}/",
            Event = new IsolateEvent("queue", "", Detail()) { Arguments = bytes },
        };
    }

    /// <summary>
    /// What becomes of each message. The handler's own decision about it comes first; otherwise those of a handler that returned are done, and those of one that failed are
    /// tried again. A batch that no handler got to see is given back as it was.
    /// </summary>
    public QueueVerdict[] Judge(InvocationResult result, DateTimeOffset now)
    {
        bool wasHandled = result.Outcome == InvocationOutcome.Ok;
        if (!wasHandled && IsOfHost(result.Outcome))
        {
            return [.. Messages.Select(message => QueueVerdict.Release(message, now + (result.RetryAfter ?? PauseOfHost)))];
        }

        string[] decisions = result.Reply is { Bytes.Length: > 0 } reply ? Encoding.UTF8.GetString(reply.Bytes.Span).Split(',') : [];
        return [.. Messages.Select((message, index) => Judge(message, index < decisions.Length ? decisions[index] : "-", wasHandled, now))];
    }

    /// <summary>How many messages failed for the last time and have no dead letter queue to go to.</summary>
    public int Dropped { get; private set; }

    /// <summary>Where a message goes that failed each time.</summary>
    public QueueVerdict Bury(LeasedMessage message, DateTimeOffset now)
    {
        if (consumer.DeadLetterQueue.Length > 0)
        {
            return QueueVerdict.DeadLetter(message, consumer.DeadLetterQueue, now);
        }

        Dropped++;
        return QueueVerdict.Acknowledge(message);
    }

    private static bool IsOfHost(InvocationOutcome outcome) =>
        outcome is InvocationOutcome.LoadShed or InvocationOutcome.NotFound or InvocationOutcome.Disabled
            or InvocationOutcome.DeployFailed or InvocationOutcome.InternalError or InvocationOutcome.Canceled;

    private QueueVerdict Judge(LeasedMessage message, string decision, bool wasHandled, DateTimeOffset now)
    {
        if (decision == "a" || (decision == "-" && wasHandled))
        {
            return QueueVerdict.Acknowledge(message);
        }

        if (message.Attempts > consumer.MaxRetries)
        {
            return Bury(message, now);
        }

        int delay = decision.Length > 1 ? int.Parse(decision.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture) : consumer.RetryDelaySeconds;
        return QueueVerdict.Retry(message, now.AddSeconds(Math.Min(delay, QueueRules.MostDelaySeconds)));
    }

    private string Detail()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("queue", consumer.Queue);
            writer.WriteStartArray("messages");
            foreach (LeasedMessage message in Messages)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(message.Message.Id);
                writer.WriteNumberValue(message.Message.SentAt.ToUnixTimeMilliseconds());
                writer.WriteNumberValue(message.Attempts);
                writer.WriteNumberValue((int)message.Message.ContentType);
                writer.WriteNumberValue(message.Message.Body.Length);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
