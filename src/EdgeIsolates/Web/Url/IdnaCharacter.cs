namespace EdgeIsolates.Web.Url;

/// <summary>What domain names need to know of a character, as <c>eng/make-idna-table.mjs</c> packs it. Beside the status, all is told of valid characters only.</summary>
internal readonly record struct IdnaCharacter(ushort Tag, string Mapping)
{
    public IdnaStatus Status => (IdnaStatus)(Tag & 3);

    public BidiClass Bidi => (BidiClass)((Tag >> 2) & 7);

    public JoiningType Joining => (JoiningType)((Tag >> 5) & 7);

    public bool IsMark => (Tag & (1 << 8)) != 0;

    public bool IsVirama => (Tag & (1 << 9)) != 0;
}
