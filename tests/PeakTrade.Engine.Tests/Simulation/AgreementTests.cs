namespace PeakTrade.Engine.Tests.Simulation;

public sealed class AgreementTests
{
    internal const int CasesASeed = 1_500;

    internal static readonly ulong[] SeedNumbers = [11, 12, 13, 14];

    public static TheoryData<ulong> Seeds => [.. SeedNumbers];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_pipeline_agrees_with_the_plain_engine(ulong seed) =>
        Cases.Check(Cases.Any, CasesASeed, seed, given => Agreement.Of(given.Pipeline(), given.Reference(), given));

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Without_levels_the_vectorized_execution_agrees_with_the_plain_engine(ulong seed) =>
        Cases.Check(Cases.WithoutLevels, 1_500, seed, given => Agreement.Of(given.Vectorized(), given.Reference(), given));

    [Fact]
    public void Generated_options_are_ones_that_the_validator_takes() =>
        Cases.Check(Cases.Any, 1_000, 15, given => Assert.Empty(given.Options.Validate()));
}
