using System.Globalization;

namespace EdgeIsolates;

/// <summary>A binding under the limits and with the errors that the host declared for it.</summary>
internal sealed class BoundedBinding(IBinding inner, HostBindingOptions options, SemaphoreSlim? turns, TimeProvider time) : IBinding, IDisposable
{
    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        if (options.MaxArgumentBytes is { } mostGiven)
        {
            CheckBytes(call, "arguments", call.Arguments.Sum(static argument => argument.Size), mostGiven, nameof(options.MaxArgumentBytes));
        }

        BindingValue result = options.CallTimeout is { } timeout ? await CallWithinAsync(timeout, call, cancellationToken) : await CallInTurnAsync(call, cancellationToken);
        if (options.MaxResultBytes is { } mostTaken)
        {
            CheckBytes(call, "result", result.Size, mostTaken, nameof(options.MaxResultBytes));
        }

        return result;
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private static void CheckBytes(BindingCall call, string what, long bytes, long most, string limit)
    {
        if (bytes > most)
        {
            throw new BindingException("RangeError", string.Create(CultureInfo.InvariantCulture, $"{call.Context.Name}.{call.Method}: the {what} of a call may have {most} bytes (the limit {limit}), and this one's have {bytes}."));
        }
    }

    /// <summary>The script gets its error in time, also from a service that heeds no cancellation.</summary>
    private async Task<BindingValue> CallWithinAsync(TimeSpan timeout, BindingCall call, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            return await CallInTurnAsync(call, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BindingException("TimeoutError", string.Create(CultureInfo.InvariantCulture, $"{call.Context.Name}.{call.Method} took longer than {timeout.TotalSeconds} s (the limit CallTimeout)."));
        }
    }

    private async Task<BindingValue> CallInTurnAsync(BindingCall call, CancellationToken cancellationToken)
    {
        if (turns is null)
        {
            return await CallInnerAsync(call, cancellationToken);
        }

        await turns.WaitAsync(cancellationToken);
        try
        {
            return await CallInnerAsync(call, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<BindingValue> CallInnerAsync(BindingCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.CallAsync(call, cancellationToken);
        }
        catch (Exception exception) when (options.DeclarationOf(exception) is var (errorClass, message))
        {
            throw new BindingException(errorClass, message);
        }
    }
}
