namespace EdgeIsolates.Bindings;

/// <summary>A call as a script made it.</summary>
internal sealed class ScriptCall(BindingUse use) : BindingCall
{
    /// <summary>What the host holds of the arguments.</summary>
    public long HeldBytes => Arguments.Sum(ScriptValues.HeldBytes);

    public override IServiceProvider Services => use.Services;
}
