package io.tapline.standalone.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tapline.rpc.auth.MethodRoles;
import io.tapline.rpc.auth.Role;
import io.tapline.rpc.auth.RouteRoles;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables name what there is, and nothing else. */
class RolesTest {
  private static final Set<String> ANSWERED_BY_THE_GATE =
      Set.of("POST /api/login", "POST /api/logout", "GET /api/session");

  @Test
  void every_method_of_the_contracts_has_a_role_and_no_other() {
    assertThat(Contracts.methods()).hasSizeGreaterThan(80);
    assertThat(MethodRoles.all().keySet()).containsExactlyInAnyOrderElementsOf(Contracts.methods());
  }

  @Test
  void no_service_of_ours_is_open() {
    assertThat(Contracts.methods())
        .noneMatch(method -> MethodRoles.isOpen(method.substring(0, method.indexOf('/'))));
  }

  @Test
  void who_may_only_look_changes_nothing() {
    assertThat(
            MethodRoles.all().entrySet().stream()
                .filter(method -> method.getValue() == Role.VIEWER)
                .map(method -> method.getKey().substring(method.getKey().indexOf('/') + 1)))
        .allMatch(
            name ->
                name.matches(
                    "(Get|List|Search|Count|Aggregate|Stream|Watch|Poll|Check|Explain|Resolve"
                        + "|DryRun|RunFirewallReport|FetchRunDocument|Ping).*"));
  }

  @Test
  void what_deletes_data_needs_an_admin() {
    assertThat(
            MethodRoles.all().entrySet().stream()
                .filter(method -> method.getKey().matches(".*/(DeleteEvent|Clean|DropIndex).*")))
        .hasSize(6)
        .allMatch(method -> method.getValue() == Role.ADMIN);
  }

  @Test
  void every_route_of_the_console_has_a_role_and_no_other() {
    assertThat(
            RouteRoles.CONSOLE.all().stream()
                .filter(route -> route.path().startsWith("/api/"))
                .map(route -> route.method() + " " + route.path())
                .filter(route -> !ANSWERED_BY_THE_GATE.contains(route)))
        .containsExactlyInAnyOrderElementsOf(resources());
  }

  private static Set<String> resources() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tapline")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(type -> routes(type.reflect()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> routes(Class<?> resource) {
    String root = resource.getAnnotation(Path.class).value();
    return Arrays.stream(resource.getDeclaredMethods())
        .flatMap(
            method ->
                verbs(method)
                    .map(
                        verb ->
                            verb + " " + root + "/" + method.getAnnotation(Path.class).value()));
  }

  private static Stream<String> verbs(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value());
  }

  @Test
  void the_page_itself_is_open_with_all_of_its_files() throws IOException {
    java.nio.file.Path root =
        java.nio.file.Path.of(
            System.getProperty("tapline.root"),
            "report-service/src/main/resources/META-INF/resources");
    try (Stream<java.nio.file.Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> "/" + root.relativize(file)))
          .hasSizeGreaterThan(10)
          .allMatch(path -> RouteRoles.CONSOLE.find("GET", path).orElseThrow().isOpen());
    }
    assertThat(RouteRoles.CONSOLE.find("GET", "/").orElseThrow().isOpen()).isTrue();
  }
}
