namespace EdgeIsolates.Tests.Shared;

/// <summary>Compiled into every test project: what tests leave behind makes all later ones slow, and hides faults of shutting down.</summary>
public sealed class DisposalTests
{
    [Fact]
    public void TestClass_DisposedOfAsynchronously_IsSoByXunit()
    {
        Type[] types = typeof(DisposalTests).Assembly.GetTypes();
        IEnumerable<Type> fixtures = types.SelectMany(static type => type.GetInterfaces()).Where(IsFixture).Select(static type => type.GenericTypeArguments[0]);
        IEnumerable<string> forgotten = types.Where(HasTests).Union(fixtures).Where(IsForgotten).Select(static type => type.Name);
        Assert.True(!forgotten.Any(), $"xunit never disposes of {string.Join(", ", forgotten)}: it knows IAsyncLifetime, not IAsyncDisposable.");
    }

    private static bool HasTests(Type type) => type.GetMethods().Any(static method => method.IsDefined(typeof(FactAttribute), inherit: true));

    private static bool IsFixture(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IClassFixture<>) || type.GetGenericTypeDefinition() == typeof(ICollectionFixture<>));

    private static bool IsForgotten(Type type) => typeof(IAsyncDisposable).IsAssignableFrom(type) && !typeof(IAsyncLifetime).IsAssignableFrom(type);
}
