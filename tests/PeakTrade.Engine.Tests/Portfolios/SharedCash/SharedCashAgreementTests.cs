namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

public sealed class SharedCashAgreementTests
{
    internal const int CasesASeed = 400;

    internal static readonly ulong[] SeedNumbers = [51, 52, 53];

    public static TheoryData<ulong> Seeds => [.. SeedNumbers];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Several_instruments_with_one_account_agree_with_the_plain_engine(ulong seed) =>
        SharedCases.Check(CasesASeed, seed, given => SharedAgreement.Of(given.Run(), given));
}
