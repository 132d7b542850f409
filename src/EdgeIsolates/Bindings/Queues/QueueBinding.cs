using System.Globalization;

namespace EdgeIsolates.Bindings;

/// <summary>Sends messages: <c>send("type:delay:length,…", bytes)</c>, the delay -1 for the queue's own. The script side is Web/Queues/producer.js.</summary>
internal sealed class QueueBinding(Queues queues, string queue, int delaySeconds, TimeProvider time) : IBinding
{
    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        if (call.Method != "send")
        {
            throw new BindingException("TypeError", $"A queue has no method {call.Method}.");
        }

        QueueSend[] messages = Read(call.Argument(0).AsString(), call.Argument(1).AsBytes(), time.GetUtcNow());
        try
        {
            await queues.SendAsync(queue, messages, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            throw new BindingException($"Queue send failed: the queue {queue} cannot be reached at the moment.");
        }

        return BindingValue.Undefined;
    }

    private QueueSend[] Read(string terms, ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        string[] all = terms.Split(',');
        if (all.Length > QueueRules.MostMessages || bytes.Length > QueueRules.MostBatchBytes)
        {
            throw new BindingException("RangeError", $"Queue sendBatch failed: a batch has at most {QueueRules.MostMessages} messages and {QueueRules.MostBatchBytes} bytes.");
        }

        var messages = new QueueSend[all.Length];
        for (int i = 0, at = 0; i < all.Length; i++)
        {
            int[] numbers = Array.ConvertAll(all[i].Split(':'), static number => int.Parse(number, CultureInfo.InvariantCulture));
            (int type, int delay, int length) = (numbers[0], numbers[1], numbers[2]);
            if (length > QueueRules.MostMessageBytes || delay > QueueRules.MostDelaySeconds || !Enum.IsDefined((QueueContentType)type))
            {
                throw new BindingException("RangeError", "Queue send failed: a message is over a limit.");
            }

            var message = new QueueMessage(QueueIds.Next(now), now, (QueueContentType)type, bytes.Slice(at, length));
            messages[i] = new QueueSend(message, now.AddSeconds(delay < 0 ? delaySeconds : delay));
            at += length;
        }

        return messages;
    }
}
