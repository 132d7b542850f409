using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates;

/// <summary>The outcome of a deploy: the function that is now active, or every reason why it is not.</summary>
public sealed record DeployResult
{
    private DeployResult(EdgeFunction? function, IReadOnlyList<DeployFault> faults)
    {
        Function = function;
        Faults = faults;
    }

    /// <summary>Whether the function was deployed.</summary>
    [MemberNotNullWhen(true, nameof(Function))]
    public bool Succeeded => Function is not null;

    /// <summary>The deployed version, or <see langword="null"/> when the deployment was refused.</summary>
    public EdgeFunction? Function { get; }

    /// <summary>Every fault found; empty when the function was deployed.</summary>
    public IReadOnlyList<DeployFault> Faults { get; }

    /// <summary>The result of a deploy that went through.</summary>
    /// <param name="function">The version now active.</param>
    /// <returns>The result.</returns>
    public static DeployResult Deployed(EdgeFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new DeployResult(function, []);
    }

    /// <summary>The result of a deploy that was refused.</summary>
    /// <param name="faults">Why; at least one.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException"><paramref name="faults"/> is empty.</exception>
    public static DeployResult Refused(IReadOnlyList<DeployFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Count == 0)
        {
            throw new ArgumentException("A refused deploy names at least one fault.", nameof(faults));
        }

        return new DeployResult(null, faults);
    }
}
