package city.mio.cli.city;

/** What stands in {@code forecast.yaml}, key by key; every figure says why. */
record ForecastFile(
        TickEntry tickMinutes,
        Threshold linkParts,
        Threshold memoryMinutes,
        FallbackEntry fallback,
        TrialEntry trial,
        DriftEntry drift,
        PoorEntry poor,
        PredictedEntry predicted) {

    record TickEntry(Threshold links, Threshold detectors) {}

    record FallbackEntry(Threshold outcomes, Threshold errorRatio) {}

    record TrialEntry(Threshold outcomes, Threshold mostErrorRatio) {}

    record DriftEntry(Threshold slack, Threshold limit, Threshold learnMinutes) {}

    record PoorEntry(Threshold speedShare, Threshold flowGeh) {}

    record PredictedEntry(
            Threshold confirmForecasts,
            Threshold recedeForecasts,
            Threshold noticeCeiling,
            Threshold followMinutes,
            Threshold updateMinutes) {}
}
