namespace EdgeIsolates.Bindings;

/// <summary>A queue that a function sends to: <c>{ "type": "queue", "queue": "jobs" }</c>.</summary>
internal sealed class QueueBindingProvider(Queues queues, TimeProvider time) : IBindingProvider
{
    public string Type => "queue";

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        string? queue = binding.GetText("queue");
        if (!QueueRules.IsName(queue))
        {
            yield return $"a queue binding names its queue as queue. {QueueRules.NameFault(queue)}";
        }
    }

    public IBinding Open(BindingContext context) => new QueueBinding(queues, context.Binding.GetText("queue") ?? "", time);
}
