using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Values;

public class PrimitivesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-0.0)]
    [InlineData(1.5)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue + 1.0)]
    [InlineData(int.MinValue)]
    [InlineData(9007199254740991)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(double.Epsilon)]
    public void Number_ThereAndBack_IsEqual(double number)
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Call(scope.Internal("identity"), out var same, scope.Number(number)));
        Assert.Equal(number, scope.GetNumber(same));
        Assert.Equal(double.IsNegative(number) && !double.IsNaN(number), double.IsNegative(scope.GetNumber(same)));
    }

    [Fact]
    public void GetNumber_NoNumber_IsNaN()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(double.NaN, scope.GetNumber(scope.String("1")));
        Assert.Equal(double.NaN, scope.GetNumber(scope.Undefined));
    }

    [Fact]
    public void Call_EveryPrimitive_ArrivesAsItself()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(
            V8Status.Ok,
            scope.Call(scope.Internal("join"), out var joined, scope.Undefined, scope.Null, scope.Boolean(true), scope.Boolean(false), scope.Int32(-7), scope.Number(0.5), scope.String("s")));
        Assert.Equal("undefined,null,true,false,-7,0.5,s", scope.GetString(joined));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", false)]
    [InlineData("'true'", false)]
    public void GetBoolean_Value_IsTrueOnlyForTrue(string source, bool expected)
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(source), out var value));
        Assert.Equal(expected, scope.GetBoolean(value));
    }

    [Fact]
    public void IsNullOrUndefined_Values_TellsThem()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.True(scope.IsNullOrUndefined(scope.Undefined));
        Assert.True(scope.IsNullOrUndefined(scope.Null));
        Assert.True(scope.IsNullOrUndefined(default));
        Assert.False(scope.IsNullOrUndefined(scope.Int32(0)));
        Assert.False(scope.IsNullOrUndefined(scope.String(string.Empty)));
    }
}
