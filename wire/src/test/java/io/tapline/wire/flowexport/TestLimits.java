package io.tapline.wire.flowexport;

import io.tapline.wire.exporter.ExportLimits;

/** The default limits, some of them changed. */
public final class TestLimits {
  private static final ExportLimits D = ExportLimits.DEFAULTS;

  private int domains = D.domains();
  private int portsPerDomain = D.portsPerDomain();
  private int templatesPerDomain = D.templatesPerDomain();
  private int fieldsPerTemplate = D.fieldsPerTemplate();
  private int fieldsInAll = D.fieldsInAll();
  private int samplersPerDomain = D.samplersPerDomain();
  private long templateTimeoutNanos = D.templateTimeoutNanos();
  private int waitingBytesPerDomain = D.waitingBytesPerDomain();
  private int waitingBytesInAll = D.waitingBytesInAll();
  private int waitingSetsInAll = D.waitingSetsInAll();
  private long waitingNanos = D.waitingNanos();
  private int flowTotals = D.flowTotals();

  public static TestLimits builder() {
    return new TestLimits();
  }

  public TestLimits domains(int value) {
    domains = value;
    return this;
  }

  public TestLimits portsPerDomain(int value) {
    portsPerDomain = value;
    return this;
  }

  public TestLimits templatesPerDomain(int value) {
    templatesPerDomain = value;
    return this;
  }

  public TestLimits fieldsPerTemplate(int value) {
    fieldsPerTemplate = value;
    return this;
  }

  public TestLimits fieldsInAll(int value) {
    fieldsInAll = value;
    return this;
  }

  public TestLimits samplersPerDomain(int value) {
    samplersPerDomain = value;
    return this;
  }

  public TestLimits templateTimeoutNanos(long value) {
    templateTimeoutNanos = value;
    return this;
  }

  public TestLimits waitingBytesPerDomain(int value) {
    waitingBytesPerDomain = value;
    return this;
  }

  public TestLimits waitingBytesInAll(int value) {
    waitingBytesInAll = value;
    return this;
  }

  public TestLimits waitingSetsInAll(int value) {
    waitingSetsInAll = value;
    return this;
  }

  public TestLimits waitingNanos(long value) {
    waitingNanos = value;
    return this;
  }

  public TestLimits flowTotals(int value) {
    flowTotals = value;
    return this;
  }

  public ExportLimits build() {
    return new ExportLimits(
        domains,
        portsPerDomain,
        templatesPerDomain,
        fieldsPerTemplate,
        fieldsInAll,
        samplersPerDomain,
        templateTimeoutNanos,
        waitingBytesPerDomain,
        waitingBytesInAll,
        waitingSetsInAll,
        waitingNanos,
        D.reorderDatagrams(),
        D.reorderNanos(),
        flowTotals,
        D.duplicateDatagrams());
  }
}
