namespace EdgeIsolates;

/// <summary>
/// What a store says of itself to the host that it is added to, as a singleton beside it: whether all nodes see the same in it. A host whose functions are shared is warned when it
/// starts of what each node keeps for itself. Immutable.
/// </summary>
/// <param name="What">What is kept in it, in the plural, such as <c>Durable Objects</c>.</param>
/// <param name="AddedBy">The method that added it, such as <c>AddSqliteDurableObjects</c>.</param>
/// <param name="IsShared">Whether all nodes see the same in it.</param>
public sealed record StoreScope(string What, string AddedBy, bool IsShared)
{
    /// <summary>What a store says that keeps the functions.</summary>
    public const string Functions = "functions";
}
