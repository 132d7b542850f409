using System.Globalization;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>Why an object gave no answer. By the error's name the script side says whether to try again.</summary>
internal static class ObjectErrors
{
    /// <summary>The caller may try again: a new instance will answer.</summary>
    public const string Reset = "ObjectResetError";

    /// <summary>The caller should come back later.</summary>
    public const string Overloaded = "ObjectOverloadedError";

    public static readonly EdgeError ShuttingDown = EdgeError.WithoutPlace(Reset, "The host is shutting down, and the Durable Object with it.");

    public static readonly EdgeError GateNotOpened =
        EdgeError.WithoutPlace(Reset, "The Durable Object was reset, because what it gave to blockConcurrencyWhile() or transaction() did not end in time.");

    public static EdgeError Queue(int most) => EdgeError.WithoutPlace(
        Overloaded,
        string.Create(CultureInfo.InvariantCulture, $"The Durable Object is overloaded: {most} calls wait for it or run in it already."));

    public static EdgeError Aborted(string reason) => EdgeError.WithoutPlace(Reset, $"The Durable Object was reset by its own code: {reason}");

    public static EdgeError Storage(Exception failure) => EdgeError.WithoutPlace(
        Reset,
        failure is DurableObjectSupersededException
            ? "The Durable Object was reset: another node has taken it over."
            : "The Durable Object was reset, because its storage failed; the host's log says why.");
}
