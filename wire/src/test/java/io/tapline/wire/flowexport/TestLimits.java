package io.tapline.wire.flowexport;

import io.tapline.wire.exporter.ExportLimits;

/** The default limits, some of them changed. */
final class TestLimits {
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

  static TestLimits builder() {
    return new TestLimits();
  }

  TestLimits domains(int value) {
    domains = value;
    return this;
  }

  TestLimits portsPerDomain(int value) {
    portsPerDomain = value;
    return this;
  }

  TestLimits templatesPerDomain(int value) {
    templatesPerDomain = value;
    return this;
  }

  TestLimits fieldsPerTemplate(int value) {
    fieldsPerTemplate = value;
    return this;
  }

  TestLimits fieldsInAll(int value) {
    fieldsInAll = value;
    return this;
  }

  TestLimits samplersPerDomain(int value) {
    samplersPerDomain = value;
    return this;
  }

  TestLimits templateTimeoutNanos(long value) {
    templateTimeoutNanos = value;
    return this;
  }

  TestLimits waitingBytesPerDomain(int value) {
    waitingBytesPerDomain = value;
    return this;
  }

  TestLimits waitingBytesInAll(int value) {
    waitingBytesInAll = value;
    return this;
  }

  TestLimits waitingSetsInAll(int value) {
    waitingSetsInAll = value;
    return this;
  }

  TestLimits waitingNanos(long value) {
    waitingNanos = value;
    return this;
  }

  TestLimits flowTotals(int value) {
    flowTotals = value;
    return this;
  }

  ExportLimits build() {
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
