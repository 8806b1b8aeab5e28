package io.tapline.eventstore.reporting;

import com.google.protobuf.ByteString;
import com.google.type.Interval;
import io.tapline.eventstore.reporter.ClassSummary;
import io.tapline.eventstore.reporter.Report;
import io.tapline.eventstore.reporter.ReportFile;
import io.tapline.eventstore.reporter.ReportLabel;
import io.tapline.eventstore.reporter.ReportRun;
import io.tapline.eventstore.reporter.ReportStore;
import io.tapline.eventstore.reporter.ReportWindow;
import io.tapline.eventstore.reporter.Reporter;
import io.tapline.eventstore.reporter.RunCounts;
import io.tapline.eventstore.reporter.SourceDetails;
import io.tapline.eventstore.reporter.SourceSummary;
import io.tapline.eventstore.v1.GetReportAttachmentResponse;
import io.tapline.eventstore.v1.ReportAttachment;
import io.tapline.eventstore.v1.ReportClass;
import io.tapline.eventstore.v1.ReportResult;
import io.tapline.eventstore.v1.ReportSide;
import io.tapline.eventstore.v1.ReportSource;
import io.tapline.eventstore.v1.RunReportResponse;
import io.tapline.rpc.grpc.Timestamps;
import java.util.Objects;

/** Writes messages of reports. */
final class ReportMessages {
  private ReportMessages() {}

  static io.tapline.eventstore.v1.Report listed(ReportStore.Listed report) {
    return io.tapline.eventstore.v1.Report.newBuilder()
        .setLabel(report.label())
        .setSummaryLabel(Objects.requireNonNullElse(report.summaryLabel(), ""))
        .setGroup(report.group())
        .setSeverity(SeverityMessages.message(report.severity()))
        .setSource(report.source())
        .setCreateTime(Timestamps.timestamp(report.createTime()))
        .setInterval(interval(report.window()))
        .setSubject(report.subject())
        .setEventCount(report.events())
        .addAllMailTo(report.mailTo())
        .addAllAttachments(report.files().stream().map(ReportMessages::attachment).toList())
        .build();
  }

  static io.tapline.eventstore.v1.Report report(ReportStore.Content content) {
    io.tapline.eventstore.v1.Report.Builder message =
        listed(content.report()).toBuilder()
            .setText(content.text())
            .addAllClasses(content.classes().stream().map(ReportMessages::eventClass).toList());
    content.run().map(ReportMessages::run).ifPresent(message::setRun);
    return message.build();
  }

  static RunReportResponse response(Reporter.Outcome outcome) {
    return RunReportResponse.newBuilder()
        .setRun(run(outcome.run()))
        .addAllReports(outcome.reports().stream().map(ReportMessages::report).toList())
        .build();
  }

  private static io.tapline.eventstore.v1.Report report(Report report) {
    return io.tapline.eventstore.v1.Report.newBuilder()
        .setLabel(report.label())
        .setSummaryLabel(Objects.requireNonNullElse(report.summaryLabel(), ""))
        .setGroup(report.group())
        .setSeverity(SeverityMessages.message(report.severity()))
        .setSource(report.source())
        .setCreateTime(Timestamps.timestamp(report.createTime()))
        .setInterval(interval(report.window()))
        .setSubject(report.subject())
        .setText(report.text())
        .setEventCount(report.events())
        .addAllMailTo(report.mailTo())
        .addAllAttachments(report.files().stream().map(ReportMessages::attachment).toList())
        .addAllClasses(report.classes().stream().map(ReportMessages::eventClass).toList())
        .build();
  }

  private static Interval interval(ReportWindow window) {
    return Interval.newBuilder()
        .setStartTime(Timestamps.timestamp(window.start()))
        .setEndTime(Timestamps.timestamp(window.end()))
        .build();
  }

  private static ReportAttachment attachment(ReportFile file) {
    return attachment(
        new ReportStore.ListedFile(
            "", file.name(), file.mediaType(), file.events(), file.omitted(), file.data().length));
  }

  private static ReportAttachment attachment(ReportStore.ListedFile file) {
    return ReportAttachment.newBuilder()
        .setName(file.name())
        .setPath(ReportLabel.path(file.name()))
        .setMediaType(file.mediaType())
        .setSizeBytes(file.bytes())
        .setEventCount(file.events())
        .setOmittedEventCount(file.omitted())
        .build();
  }

  static GetReportAttachmentResponse part(ReportStore.Part part) {
    return GetReportAttachmentResponse.newBuilder()
        .setAttachment(attachment(part.file()))
        .setData(ByteString.copyFrom(part.data()))
        .build();
  }

  private static ReportClass eventClass(ClassSummary one) {
    return ReportClass.newBuilder()
        .setEventClass(one.eventClass())
        .addAllSources(one.sources().stream().map(ReportMessages::source).toList())
        .build();
  }

  private static ReportSource source(SourceSummary source) {
    return ReportSource.newBuilder()
        .setSource(source.source())
        .setFirstTime(Timestamps.timestamp(source.firstTime()))
        .setLastTime(Timestamps.timestamp(source.lastTime()))
        .setEventCount(source.events())
        .setDetectorCount(source.detectors())
        .setApproximateConnectionCount(source.approximateConnections())
        .setConnectionCount(source.connections())
        .setFlowCount(source.flows())
        .setPacketCount(source.packets())
        .setByteCount(source.bytes())
        .setSourceDetails(side(source.sourceDetails()))
        .setTargetDetails(side(source.targetDetails()))
        .build();
  }

  private static ReportSide side(SourceDetails details) {
    return ReportSide.newBuilder()
        .addAllHostNames(details.hostNames())
        .addAllMacAddresses(details.macAddresses())
        .addAllPorts(details.ports())
        .addAllProtocols(details.protocols())
        .addAllUrls(details.urls())
        .addAllEmails(details.emails())
        .build();
  }

  static io.tapline.eventstore.v1.ReportRun run(ReportRun run) {
    RunCounts counts = run.counts();
    return io.tapline.eventstore.v1.ReportRun.newBuilder()
        .setGroup(run.group())
        .setSeverity(SeverityMessages.message(run.severity()))
        .setInterval(interval(run.window()))
        .setResult(
            run.summaryLabel() == null
                ? ReportResult.REPORT_RESULT_SKIPPED_NO_EVENTS
                : ReportResult.REPORT_RESULT_REPORTED)
        .setNewEventCount(counts.newEvents())
        .setAllEventCount(counts.all())
        .setFilteredEventCount(counts.filtered())
        .setFilterBlockedEventCount(counts.filterBlocked())
        .putAllFiltering(counts.filtering())
        .setThresholdedEventCount(counts.thresholded())
        .setThresholdBlockedEventCount(counts.thresholdBlocked())
        .setRelapsedEventCount(counts.relapsed())
        .setReportedEventCount(counts.reported())
        .setSummaryLabel(Objects.requireNonNullElse(run.summaryLabel(), ""))
        .addAllExtraLabels(run.extraLabels())
        .addAllMailTo(run.mailTo())
        .setRunTime(Timestamps.timestamp(run.runTime()))
        .build();
  }
}
