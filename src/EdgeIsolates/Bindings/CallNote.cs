namespace EdgeIsolates.Bindings;

/// <summary>One call of a binding, for the request's account.</summary>
internal sealed class CallNote(BindingUse use, BindingContext binding, TimeProvider time, long sent)
{
    private readonly long _start = time.GetTimestamp();

    public void Succeeded(long received) => use.Note(binding.Name, binding.Binding.Type, time.GetElapsedTime(_start), succeeded: true, sent, received);

    public void Failed() => use.Note(binding.Name, binding.Binding.Type, time.GetElapsedTime(_start), succeeded: false, sent, 0);
}
