package io.tapline.rpc.auth;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The role that each method needs. A test compares the table with the contracts: a method that is
 * not here is refused.
 */
public final class MethodRoles {
  private static final String TABLE =
      """
      tapline.capture.v1.FrameService/FetchPackets analyst
      tapline.capture.v1.FrameService/StreamFrames analyst
      tapline.capture.v1.HandlerService/AddHandler operator
      tapline.capture.v1.HandlerService/GetHandler viewer
      tapline.capture.v1.HandlerService/ListDeletedFiles viewer
      tapline.capture.v1.HandlerService/ListHandlers viewer
      tapline.capture.v1.HandlerService/RemoveHandler operator
      tapline.capture.v1.HandlerService/RotateHandler operator
      tapline.capture.v1.ImportService/CancelImport operator
      tapline.capture.v1.ImportService/GetImport viewer
      tapline.capture.v1.ImportService/GetReadInPlace operator
      tapline.capture.v1.ImportService/ImportFile operator
      tapline.capture.v1.ImportService/ListImports viewer
      tapline.capture.v1.SourceService/CreateSource operator
      tapline.capture.v1.SourceService/DeleteSource operator
      tapline.capture.v1.SourceService/GetSource viewer
      tapline.capture.v1.SourceService/ListInterfaces viewer
      tapline.capture.v1.SourceService/ListSources viewer
      tapline.eventstore.v1.EventActionService/AcknowledgeEvent operator
      tapline.eventstore.v1.EventActionService/CloseEvent operator
      tapline.eventstore.v1.EventActionService/CommentEvent operator
      tapline.eventstore.v1.EventActionService/ListEventActions viewer
      tapline.eventstore.v1.EventActionService/ReopenEvent operator
      tapline.eventstore.v1.EventAdminService/CancelQueries admin
      tapline.eventstore.v1.EventAdminService/CheckActivity viewer
      tapline.eventstore.v1.EventAdminService/CleanUpTable admin
      tapline.eventstore.v1.EventAdminService/CreateIndexes admin
      tapline.eventstore.v1.EventAdminService/DropIndexes admin
      tapline.eventstore.v1.EventAdminService/GetDatabaseStatus viewer
      tapline.eventstore.v1.EventAdminService/GetTableStatus viewer
      tapline.eventstore.v1.EventAdminService/ListQueries admin
      tapline.eventstore.v1.EventAnalysisService/AggregateEvents viewer
      tapline.eventstore.v1.EventAnalysisService/CountEvents viewer
      tapline.eventstore.v1.EventAnalysisService/GetColumnBound viewer
      tapline.eventstore.v1.EventAnalysisService/GetEventTimeline viewer
      tapline.eventstore.v1.EventAnalysisService/ListDistinctValues viewer
      tapline.eventstore.v1.EventService/DeleteEvent admin
      tapline.eventstore.v1.EventService/DeleteEvents admin
      tapline.eventstore.v1.EventService/GetEvent viewer
      tapline.eventstore.v1.EventService/InsertEvent operator
      tapline.eventstore.v1.EventService/InsertEvents operator
      tapline.eventstore.v1.EventService/SearchEvents viewer
      tapline.eventstore.v1.EventWatchService/WatchEvents viewer
      tapline.eventstore.v1.NotificationService/AddNotice operator
      tapline.eventstore.v1.NotificationService/DeleteChannel operator
      tapline.eventstore.v1.NotificationService/DropNotice operator
      tapline.eventstore.v1.NotificationService/GetChannel viewer
      tapline.eventstore.v1.NotificationService/ListChannels viewer
      tapline.eventstore.v1.NotificationService/ListNotices viewer
      tapline.eventstore.v1.NotificationService/RetryNotice operator
      tapline.eventstore.v1.NotificationService/SendTestNotification operator
      tapline.eventstore.v1.NotificationService/SetChannel operator
      tapline.eventstore.v1.ReportingService/DeleteAbuseGroup operator
      tapline.eventstore.v1.ReportingService/DeleteReportFilter operator
      tapline.eventstore.v1.ReportingService/GetAbuseGroup viewer
      tapline.eventstore.v1.ReportingService/GetReport viewer
      tapline.eventstore.v1.ReportingService/GetReportAttachment viewer
      tapline.eventstore.v1.ReportingService/ListAbuseGroups viewer
      tapline.eventstore.v1.ReportingService/ListReportFilters viewer
      tapline.eventstore.v1.ReportingService/ListReportRuns viewer
      tapline.eventstore.v1.ReportingService/ListReports viewer
      tapline.eventstore.v1.ReportingService/ResolveAbuseGroup viewer
      tapline.eventstore.v1.ReportingService/RunReport operator
      tapline.eventstore.v1.ReportingService/SetAbuseGroup operator
      tapline.eventstore.v1.ReportingService/SetReportFilter operator
      tapline.eventstore.v1.ThresholdService/CheckThreshold viewer
      tapline.eventstore.v1.ThresholdService/CleanThresholdedEvents admin
      tapline.eventstore.v1.ThresholdService/CleanThresholds admin
      tapline.eventstore.v1.ThresholdService/CountThresholdedEvents viewer
      tapline.eventstore.v1.ThresholdService/CountThresholds viewer
      tapline.eventstore.v1.ThresholdService/DeleteThresholdRule operator
      tapline.eventstore.v1.ThresholdService/DryRunThresholdRule viewer
      tapline.eventstore.v1.ThresholdService/ExplainDecision viewer
      tapline.eventstore.v1.ThresholdService/ListThresholdRules viewer
      tapline.eventstore.v1.ThresholdService/SaveThresholdedEvent operator
      tapline.eventstore.v1.ThresholdService/SearchRelapsedEvents viewer
      tapline.eventstore.v1.ThresholdService/SetThreshold operator
      tapline.eventstore.v1.ThresholdService/SetThresholdRule operator
      tapline.flowlog.v1.CatalogEditService/BeginTransaction operator
      tapline.flowlog.v1.CatalogEditService/CommitTransaction operator
      tapline.flowlog.v1.CatalogEditService/DeleteNetObject operator
      tapline.flowlog.v1.CatalogEditService/PutNetObject operator
      tapline.flowlog.v1.CatalogEditService/RollbackTransaction operator
      tapline.flowlog.v1.CatalogService/GetNetObject viewer
      tapline.flowlog.v1.CatalogService/GetProtocol viewer
      tapline.flowlog.v1.CatalogService/ListCatalogServices viewer
      tapline.flowlog.v1.CatalogService/ListCommits viewer
      tapline.flowlog.v1.CatalogService/ListNetObjects viewer
      tapline.flowlog.v1.CatalogService/ListProtocols viewer
      tapline.flowlog.v1.CatalogService/Ping viewer
      tapline.flowlog.v1.CatalogWatchService/WatchCommits viewer
      tapline.flowlog.v1.ConnectionService/AggregateConnections viewer
      tapline.flowlog.v1.ConnectionService/CountConnections viewer
      tapline.flowlog.v1.ConnectionService/ListFields viewer
      tapline.flowlog.v1.ConnectionService/ListServices viewer
      tapline.flowlog.v1.ConnectionService/SearchConnections viewer
      tapline.flowlog.v1.ConnectionService/StreamConnections viewer
      tapline.flowlog.v1.ConnectionWatchService/WatchConnections viewer
      tapline.flowlog.v1.IngestService/Ingest operator
      tapline.flowlog.v1.LogService/GetLogStatus viewer
      tapline.flowlog.v1.LogService/ListLogSources viewer
      tapline.flowlog.v1.LogService/PollChanges viewer
      tapline.report.v1.DetectionService/ListDetections viewer
      tapline.report.v1.DetectionService/RunDetections operator
      tapline.report.v1.FirewallReportService/RunFirewallReport viewer
      tapline.report.v1.ReportPageService/StreamReportPage viewer
      tapline.report.v1.ReportService/GetChange viewer
      tapline.report.v1.ReportService/GetLong viewer
      tapline.report.v1.ReportService/GetMatrix viewer
      tapline.report.v1.ReportService/GetPercentile viewer
      tapline.report.v1.ReportService/GetQuality viewer
      tapline.report.v1.ReportService/GetServiceSummary viewer
      tapline.report.v1.ReportService/GetTop viewer
      tapline.report.v1.ReportService/GetTopTalkers viewer
      tapline.report.v1.ReportService/GetTrafficOverTime viewer
      tapline.report.v1.ReportService/ListReports viewer
      tapline.report.v1.ScheduleService/CreateSchedule operator
      tapline.report.v1.ScheduleService/DeleteSchedule operator
      tapline.report.v1.ScheduleService/FetchRunDocument viewer
      tapline.report.v1.ScheduleService/GetSchedule viewer
      tapline.report.v1.ScheduleService/GetScheduleRun viewer
      tapline.report.v1.ScheduleService/ListScheduleRuns viewer
      tapline.report.v1.ScheduleService/ListSchedules viewer
      tapline.report.v1.ScheduleService/RunSchedule operator
      tapline.report.v1.ScheduleService/UpdateSchedule operator
      """;

  /** Health and reflection: what an orchestrator and grpcurl need before anything else. */
  private static final Set<String> OPEN_SERVICES =
      Set.of(
          "grpc.health.v1.Health",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection");

  private static final Map<String, Role> ROLES =
      TABLE
          .lines()
          .map(line -> line.split(" ", -1))
          .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> role(line[1])));

  private MethodRoles() {}

  private static Role role(String word) {
    return Role.of(word).orElseThrow(() -> new IllegalStateException("no role: " + word));
  }

  /** All methods of the table, by full name: {@code package.Service/Method}. */
  public static Map<String, Role> all() {
    return ROLES;
  }

  /** Whether everybody may call the methods of a service. */
  public static boolean isOpen(@Nullable String service) {
    return service != null && OPEN_SERVICES.contains(service);
  }

  /** Null when the table does not name the method, which nobody may call then. */
  public static @Nullable Role needed(String method) {
    return ROLES.get(method);
  }
}
