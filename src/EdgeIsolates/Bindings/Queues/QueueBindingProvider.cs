using System.Text.Json;

namespace EdgeIsolates.Bindings;

/// <summary>A queue that a function sends to: <c>{ "type": "queue", "queue": "jobs" }</c>, with <c>"delivery_delay": seconds</c> for messages that name no delay of their own.</summary>
internal sealed class QueueBindingProvider(Queues queues, TimeProvider time) : IBindingProvider
{
    private const string DelaySetting = "delivery_delay";

    public string Type => "queue";

    public IReadOnlyCollection<string> SettingNames => ["queue", DelaySetting];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        string? queue = binding.GetText("queue");
        if (!QueueRules.IsName(queue))
        {
            yield return $"a queue binding names its queue as queue. {QueueRules.NameFault(queue)}";
        }

        if (DelayOf(binding) is not (>= 0 and <= QueueRules.MostDelaySeconds))
        {
            yield return $"\"{DelaySetting}\" is a whole number of seconds, from 0 to {QueueRules.MostDelaySeconds}.";
        }
    }

    public IBinding Open(BindingContext context) => new QueueBinding(queues, context.Binding.GetText("queue") ?? "", DelayOf(context.Binding) ?? 0, time);

    /// <returns>Zero when none is set, <see langword="null"/> when it is no whole number.</returns>
    private static int? DelayOf(FunctionBinding binding)
    {
        if (!binding.Settings.TryGetProperty(DelaySetting, out JsonElement delay))
        {
            return 0;
        }

        return delay.ValueKind == JsonValueKind.Number && delay.TryGetInt32(out int seconds) ? seconds : null;
    }
}
