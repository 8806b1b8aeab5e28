package io.tapline.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.standalone.memory.MemoryBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
  /** The one that needs a right, and the network of its node. */
  private static final String CAPTURE = "capture";

  private static final String POSTGRES = "postgres";
  private static final String ALL_IN_ONE = "tapline";
  private static final int POSTGRES_PORT = 5432;
  private static final int NAMES_PORT = 53;
  private static final Path UNIT = Manifests.ROOT.resolve("systemd/tapline.service");

  /** Of java; the sizes are another matter. */
  private static final Pattern FLAG =
      Pattern.compile(
          "--(?:enable|sun|add)-[a-z-]+=[^\\s\",]+|-XX:(?!MaxDirectMemorySize)[^\\s\",]+");

  static List<Workload> workloads() {
    return Manifests.workloads();
  }

  static List<Path> kustomizations() {
    return Manifests.files().stream()
        .filter(file -> file.endsWith(Manifests.KUSTOMIZATION))
        .toList();
  }

  @Test
  void the_four_services_a_database_and_the_all_in_one_are_there() {
    assertThat(workloads())
        .extracting(Workload::name)
        .containsExactlyInAnyOrder(
            CAPTURE, "flowlog", "report", "eventstore", POSTGRES, ALL_IN_ONE);
    assertThat(kustomizations()).hasSize(6);
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void a_kustomization_names_all_files_beside_it_and_none_that_is_missing(Path kustomization)
      throws IOException {
    Path directory = kustomization.resolveSibling(".");
    Node content = Manifests.documents(kustomization).getFirst();
    Set<String> named = Set.copyOf(content.at("resources").texts());
    assertThat(Stream.concat(named.stream(), content.at("components").texts().stream()))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(directory.resolve(name)).exists());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".yaml") && !name.equals(Manifests.KUSTOMIZATION))
          .isSubsetOf(named);
    }
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void a_pod_has_no_right_that_it_does_not_need(Workload workload) {
    boolean capture = workload.name().equals(CAPTURE);
    Node pod = workload.pod();
    assertThat(pod.at("automountServiceAccountToken").value()).isEqualTo(false);
    assertThat(pod.at("securityContext", "seccompProfile", "type").text())
        .isEqualTo("RuntimeDefault");
    assertThat(pod.at("securityContext", "runAsNonRoot").exists()).isNotEqualTo(capture);
    assertThat(pod.at("hostNetwork").exists()).isEqualTo(capture);
    assertThat(pod.at("hostPID").exists() || pod.at("hostIPC").exists()).isFalse();
    assertThat(pod.at("volumes").items())
        .filteredOn(volume -> volume.at("hostPath").exists())
        .hasSize(capture ? 1 : 0);
    assertThat(pod.at("containers").items()).hasSize(1);
    assertThat(pod.at("initContainers").exists()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void a_container_cannot_become_more_than_it_is(Workload workload) {
    Node security = workload.container().at("securityContext");
    assertThat(security.at("allowPrivilegeEscalation").value()).isEqualTo(false);
    assertThat(security.at("readOnlyRootFilesystem").value()).isEqualTo(true);
    assertThat(security.at("privileged").exists()).isFalse();
    assertThat(security.at("capabilities", "drop").texts()).containsExactly("ALL");
    assertThat(security.at("capabilities", "add").texts())
        .isEqualTo(workload.name().equals(CAPTURE) ? List.of("NET_RAW") : List.of());
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void a_container_says_what_it_takes_and_may_not_take_more_memory(Workload workload) {
    Node resources = workload.container().at("resources");
    assertThat(resources.at("requests", "cpu").text()).isNotEmpty();
    assertThat(resources.at("limits", "memory").text())
        .isNotEmpty()
        .isEqualTo(resources.at("requests", "memory").text());
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void a_container_is_probed_where_it_answers(Workload workload) {
    Map<String, String> paths =
        Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live");
    paths.forEach(
        (name, path) -> {
          Node probe = workload.container().at(name);
          if (workload.name().equals(POSTGRES)) {
            assertThat(probe.at("exec", "command").texts()).startsWith("pg_isready");
          } else {
            assertThat(probe.at("httpGet", "path").text()).isEqualTo("/q/health/" + path);
            assertThat(probe.at("httpGet", "port").text()).isEqualTo("http");
            assertThat(probe.at("httpGet", "host").text())
                .isEqualTo(workload.name().equals(CAPTURE) ? "127.0.0.1" : "");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void what_is_mounted_is_a_volume_of_the_pod(Workload workload) {
    Stream<Node> claims =
        workload.manifest().at("spec", "volumeClaimTemplates").items().stream()
            .map(claim -> claim.at("metadata", "name"));
    Stream<Node> volumes =
        workload.pod().at("volumes").items().stream().map(volume -> volume.at("name"));
    assertThat(workload.container().at("volumeMounts").items())
        .extracting(mount -> mount.at("name").text())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(claims, volumes).map(Node::text).toList());
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void a_variable_of_ours_is_a_setting_that_exists(Workload workload) {
    assertThat(workload.variables())
        .filteredOn(name -> name.startsWith("TAPLINE_") || name.startsWith("QUARKUS_"))
        .isSubsetOf(Settings.variables());
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void a_public_address_is_allowed_where_pods_are_to_be_reached_and_nowhere_else(
      Workload workload) {
    boolean reached = !Set.of(CAPTURE, POSTGRES).contains(workload.name());
    assertThat(workload.variable("TAPLINE_ALLOW_PUBLIC_ADDRESS").isPresent()).isEqualTo(reached);
    assertThat(workload.variable("QUARKUS_GRPC_SERVER_HOST").isPresent())
        .isEqualTo(reached && !workload.name().equals(ALL_IN_ONE));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void a_container_has_the_ports_that_its_program_opens_by_default(Workload workload) {
    Map<String, Integer> ports = new TreeMap<>();
    workload
        .container()
        .at("ports")
        .items()
        .forEach(port -> ports.put(port.at("name").text(), number(port.at("containerPort"))));
    assertThat(ports).isEqualTo(defaultPorts(workload.name()));
  }

  @Test
  void a_service_has_the_ports_of_its_pods_and_is_reached_in_the_cluster_only() {
    assertThat(Manifests.ofKind("Service"))
        .hasSize(5)
        .allSatisfy(
            service -> {
              String name = service.at("metadata", "name").text();
              assertThat(service.at("spec", "selector", "app.kubernetes.io/name").text())
                  .isEqualTo(name);
              assertThat(service.at("spec", "type").text()).isIn("", "ClusterIP");
              assertThat(service.at("spec", "ports").items())
                  .allSatisfy(
                      port ->
                          assertThat(defaultPorts(name))
                              .containsEntry(
                                  port.at("targetPort").text(), number(port.at("port"))));
            });
  }

  @Test
  void a_network_policy_opens_ports_of_the_design_only() {
    Set<Integer> known =
        Set.of(defaultPort("flowlog"), defaultPort("eventstore"), POSTGRES_PORT, NAMES_PORT);
    assertThat(Manifests.ofKind("NetworkPolicy"))
        .hasSizeGreaterThan(8)
        .flatExtracting(policy -> rules(policy.at("spec")))
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.at("to").exists() || rule.at("from").exists()).isTrue();
              assertThat(rule.at("ports").items())
                  .isNotEmpty()
                  .allSatisfy(port -> assertThat(number(port.at("port"))).isIn(known));
            });
  }

  @Test
  void a_client_finds_its_peer_at_the_port_where_it_listens() {
    for (String service : Settings.SERVICES) {
      Properties settings = Settings.file(service + "-service");
      settings.stringPropertyNames().stream()
          .filter(name -> name.matches("quarkus\\.grpc\\.clients\\.[a-z]+\\.port"))
          .forEach(
              name ->
                  assertThat(settings.getProperty(name))
                      .as("%s of %s", name, service)
                      .isEqualTo(Integer.toString(defaultPort(name.split("\\.", -1)[3]))));
    }
  }

  @Test
  void flowlog_divides_its_memory_as_the_all_in_one_does() {
    Workload flowlog = workload("flowlog");
    MemoryBudget memory = MemoryBudget.parse(limit(flowlog));
    assertThat(flowlog.variable("JDK_JAVA_OPTIONS")).hasValueSatisfying(of(memory));
    Map.of(
            "TABLES_MEMORY_BYTES",
            memory.tablesBytes(Long.MAX_VALUE),
            "FILTER_MEMORY_BYTES",
            memory.filterBytes(),
            "ENGINE_MEMORY_MIB",
            (long) memory.engineMib(),
            "ENGINE_WRITER_MEMORY_MIB",
            (long) memory.writerMib(),
            "ENGINE_BACKGROUND_MEMORY_MIB",
            (long) memory.backgroundMib())
        .forEach(
            (name, value) ->
                assertThat(flowlog.variable("TAPLINE_FLOWLOG_" + name))
                    .as(name)
                    .hasValue(Long.toString(value)));
  }

  @Test
  void the_all_in_one_gives_java_what_the_launcher_would() {
    Workload tapline = workload(ALL_IN_ONE);
    MemoryBudget memory = MemoryBudget.parse(tapline.variable("TAPLINE_MEMORY").orElseThrow());
    assertThat(tapline.variable("JDK_JAVA_OPTIONS")).hasValueSatisfying(of(memory));
    assertThat(memory.totalMib()).isLessThan(MemoryBudget.parse(limit(tapline)).totalMib());
  }

  @Test
  void the_heap_and_the_buffers_of_java_fit_into_the_limit() {
    assertThat(workloads())
        .filteredOn(workload -> workload.variable("JDK_JAVA_OPTIONS").isPresent())
        .hasSize(5)
        .allSatisfy(
            workload -> {
              String options = workload.variable("JDK_JAVA_OPTIONS").orElseThrow();
              int java = mib(options, "-Xmx") + mib(options, "-XX:MaxDirectMemorySize=");
              assertThat(java).isLessThan(MemoryBudget.parse(limit(workload)).totalMib() * 3 / 4);
            });
  }

  @Test
  void the_unit_of_one_machine_gives_java_what_the_launcher_would() throws IOException {
    String unit = Files.readString(UNIT);
    MemoryBudget memory = MemoryBudget.parse(MemoryBudget.DEFAULT);
    assertThat(unit).contains("Environment=TAPLINE_MEMORY=" + MemoryBudget.DEFAULT + "\n");
    assertThat(unit).satisfies(of(memory));
    assertThat(mib(unit.replace("MemoryMax=", "-memory=").replace("M\n", "m\n"), "-memory="))
        .isGreaterThan(memory.totalMib());
  }

  @ParameterizedTest
  @MethodSource("starts")
  void java_has_the_flags_that_the_launcher_gives_it(Path start) throws IOException {
    String launcher = Files.readString(Path.of("..", "tapline"));
    List<String> flags =
        FLAG.matcher(Files.readString(start)).results().map(MatchResult::group).toList();
    assertThat(flags)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(flag -> assertThat(launcher).contains(flag));
  }

  static List<Path> starts() {
    Path containers = Manifests.ROOT.resolve("containers");
    return List.of(
        UNIT,
        containers.resolve("Containerfile.service"),
        containers.resolve("Containerfile.all-in-one"));
  }

  @Test
  void no_manifest_holds_a_secret() {
    assertThat(Manifests.ofKind("Secret")).isEmpty();
    assertThat(workloads())
        .allSatisfy(
            workload ->
                assertThat(workload.container().at("env").items())
                    .filteredOn(variable -> variable.at("name").text().endsWith("PASSWORD"))
                    .allSatisfy(
                        variable ->
                            assertThat(variable.at("valueFrom", "secretKeyRef", "name").text())
                                .isEqualTo("tapline-database")));
  }

  @Test
  void the_overlay_with_tls_tells_each_service_of_files_that_are_mounted() throws IOException {
    String overlay =
        Files.readString(Manifests.ROOT.resolve("overlays/tls").resolve(Manifests.KUSTOMIZATION));
    assertThat(Pattern.compile("name: (TAPLINE_[A-Z_]+)").matcher(overlay).results())
        .extracting(match -> match.group(1))
        .hasSize(4)
        .isSubsetOf(Settings.variables());
    assertThat(Pattern.compile("value: /etc/tapline/tls/(\\S+)").matcher(overlay).results())
        .extracting(match -> match.group(1))
        .containsOnly("ca.pem", "server.pem", "server.key");
    assertThat(overlay).contains("mountPath: /etc/tapline/tls\n");
    assertThat(overlay.split("value: HTTPS", -1)).hasSize(4);
  }

  private static Consumer<String> of(MemoryBudget memory) {
    return options -> {
      assertThat(mib(options, "-Xmx")).isEqualTo(memory.heapMib());
      assertThat(mib(options, "-XX:MaxDirectMemorySize=")).isEqualTo(memory.buffersMib());
    };
  }

  private static int mib(String options, String option) {
    Matcher matcher = Pattern.compile(Pattern.quote(option) + "(\\d+)m\\b").matcher(options);
    assertThat(matcher.find()).as("%s in %s", option, options).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  /** As MemoryBudget reads it: both write powers of 1024. */
  private static String limit(Workload workload) {
    return workload.container().at("resources", "limits", "memory").text().replaceFirst("i$", "");
  }

  private static Workload workload(String name) {
    return workloads().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Node> rules(Node policy) {
    return Stream.of("ingress", "egress")
        .flatMap(direction -> policy.at(direction).items().stream())
        .toList();
  }

  private static Map<String, Integer> defaultPorts(String name) {
    if (name.equals(POSTGRES)) {
      return Map.of(POSTGRES, POSTGRES_PORT);
    }
    Properties settings = Settings.file(module(name));
    int http = Integer.parseInt(settings.getProperty("quarkus.http.port"));
    return Map.of("http", http, "grpc", defaultPort(name));
  }

  private static int defaultPort(String name) {
    return Integer.parseInt(Settings.file(module(name)).getProperty("quarkus.grpc.server.port"));
  }

  private static String module(String name) {
    return name.equals(ALL_IN_ONE) ? "standalone" : name + "-service";
  }

  private static int number(Node node) {
    return Integer.parseInt(node.text());
  }
}
