using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates;

/// <summary>The outcome of a change to a function: its new state, or why nothing was changed.</summary>
public sealed record ChangeResult
{
    private ChangeResult(FunctionRecord? function, DeployFault? fault)
    {
        Function = function;
        Fault = fault;
    }

    /// <summary>Whether the function was changed.</summary>
    [MemberNotNullWhen(true, nameof(Function))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Succeeded => Function is not null;

    /// <summary>The function's state after the change; <see langword="null"/> when nothing was changed.</summary>
    public FunctionRecord? Function { get; }

    /// <summary>Why nothing was changed; <see langword="null"/> when it was.</summary>
    public DeployFault? Fault { get; }

    /// <summary>The result of a change that was made.</summary>
    /// <param name="function">The function's state now.</param>
    /// <returns>The result.</returns>
    public static ChangeResult Changed(FunctionRecord function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new ChangeResult(function, null);
    }

    /// <summary>The result of a change that was refused.</summary>
    /// <param name="code">One of <see cref="DeployFaultCodes"/>.</param>
    /// <param name="message">One sentence for people.</param>
    /// <returns>The result.</returns>
    public static ChangeResult Refused(string code, string message) => new(null, new DeployFault(code, message));
}
