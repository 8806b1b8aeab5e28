package io.tapline.wire.exporter;

/**
 * What a decoder of flow exports keeps at most. Each limit that was hit is counted, see {@link
 * ExportCounter}. Times are those of the datagrams.
 *
 * @param domains observation domains of all exporters; the one that was silent longest goes
 * @param portsPerDomain ports that an exporter's domain sends from; the one silent longest goes
 * @param templatesPerDomain the one that was refreshed longest ago goes
 * @param fieldsPerTemplate templates with more are refused
 * @param fieldsInAll fields of all templates together; domains that were silent longest go
 * @param samplersPerDomain samplers and named applications; further ones are not taken
 * @param templateTimeoutNanos a template that was not refreshed for so long is forgotten
 * @param waitingBytesPerDomain undecoded data of a domain; the oldest go
 * @param waitingBytesInAll undecoded data of all domains; the oldest go
 * @param waitingSetsInAll sets of undecoded data of all domains; the oldest go
 * @param waitingNanos undecoded data that is older goes
 * @param reorderDatagrams a gap is a loss when so many later datagrams came
 * @param reorderNanos a gap is a loss when a datagram comes that is so much later
 * @param flowTotals flows whose totals are remembered; those not reported for longest go
 * @param duplicateDatagrams datagrams of a sender among which a repeated one is recognised
 */
public record ExportLimits(
    int domains,
    int portsPerDomain,
    int templatesPerDomain,
    int fieldsPerTemplate,
    int fieldsInAll,
    int samplersPerDomain,
    long templateTimeoutNanos,
    int waitingBytesPerDomain,
    int waitingBytesInAll,
    int waitingSetsInAll,
    long waitingNanos,
    int reorderDatagrams,
    long reorderNanos,
    int flowTotals,
    int duplicateDatagrams) {
  private static final long SECOND = 1_000_000_000L;

  /** The limits that hold when nobody says otherwise. */
  public static final ExportLimits DEFAULTS =
      new ExportLimits(
          4096,
          16,
          512,
          512,
          262_144,
          1024,
          24 * 3600 * SECOND,
          4 << 20,
          16 << 20,
          16_384,
          2 * 3600 * SECOND,
          4,
          SECOND,
          65_536,
          32);

  /**
   * @throws IllegalArgumentException when a limit is not positive
   */
  public ExportLimits {
    requirePositive("domains", domains);
    requirePositive("portsPerDomain", portsPerDomain);
    requirePositive("templatesPerDomain", templatesPerDomain);
    requirePositive("fieldsPerTemplate", fieldsPerTemplate);
    requirePositive("fieldsInAll", fieldsInAll);
    requirePositive("samplersPerDomain", samplersPerDomain);
    requirePositive("templateTimeoutNanos", templateTimeoutNanos);
    requirePositive("waitingBytesPerDomain", waitingBytesPerDomain);
    requirePositive("waitingBytesInAll", waitingBytesInAll);
    requirePositive("waitingSetsInAll", waitingSetsInAll);
    requirePositive("waitingNanos", waitingNanos);
    requirePositive("reorderDatagrams", reorderDatagrams);
    requirePositive("reorderNanos", reorderNanos);
    requirePositive("flowTotals", flowTotals);
    requirePositive("duplicateDatagrams", duplicateDatagrams);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
