namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

public sealed class SharedCashAgreementTests
{
    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(53)]
    public void Several_instruments_with_one_account_agree_with_the_plain_engine(ulong seed) =>
        SharedCases.Check(700, seed, given => SharedAgreement.Of(given.Run(), given));
}
