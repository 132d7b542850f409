namespace EdgeIsolates;

/// <summary>One binding of one isolate: what answers the calls of <c>env.NAME</c>. Safe for use from any thread; calls overlap.</summary>
public interface IBinding
{
    /// <summary>Answers one call of the script.</summary>
    /// <param name="call">What is called, and by whom.</param>
    /// <param name="cancellationToken">The request has ended, or its time is over: nobody waits for the answer.</param>
    /// <returns>What the script's promise resolves to.</returns>
    /// <exception cref="BindingException">The script's promise rejects with the error it names. Any other exception is logged, and the script is told no details.</exception>
    ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken);
}
