package io.tapline.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture of the house: who may know whom. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tapline");

  private static final List<String> SERVICES =
      List.of("capture", "flowlog", "report", "eventstore");

  private static final DescribedPredicate<JavaClass> GENERATED =
      DescribedPredicate.describe(
          "generated messages",
          type -> type.getPackageName().matches("io\\.tapline\\.[a-z]+\\.v1"));

  private static final DescribedPredicate<JavaClass> FRAMEWORK =
      resideInAnyPackage(
              "io.quarkus..",
              "io.grpc..",
              "io.smallrye.config..",
              "jakarta..",
              "org.eclipse.microprofile..",
              "com.google.protobuf..",
              "com.google.rpc..",
              "com.google.type..",
              "io.tapline.rpc.grpc..",
              "io.tapline.rpc.health..",
              "io.tapline.rpc.watch..",
              "io.tapline.service..")
          .or(GENERATED)
          .as("Quarkus, gRPC, Jakarta, MicroProfile or messages");

  /** What services, rpc and standalone would log with, if not with {@code org.jboss.logging}. */
  private static final DescribedPredicate<JavaClass> OTHER_LOGGERS =
      resideInAnyPackage(
              "java.util.logging..",
              "org.slf4j..",
              "org.apache.logging..",
              "org.apache.commons.logging..")
          .or(assignableTo(System.Logger.class))
          .or(assignableTo(System.Logger.Level.class))
          .as("a logging facade other than org.jboss.logging");

  @Test
  void services_never_import_each_other() {
    for (String service : SERVICES) {
      noClasses()
          .that(DescribedPredicate.describe("of " + service, type -> hand(type, service)))
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "of another service",
                  type ->
                      SERVICES.stream()
                          .anyMatch(other -> !other.equals(service) && hand(type, other))))
          .allowEmptyShould(true)
          .check(OURS);
    }
  }

  @Test
  void wire_imports_nothing_of_ours_and_no_framework() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.wire..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "ours outside wire, or a framework",
                type ->
                    (type.getPackageName().startsWith("io.tapline.") && !in(type, "wire"))
                        || FRAMEWORK.test(type)))
        .check(OURS);
  }

  @Test
  void rpc_imports_nothing_of_ours_but_contracts() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.rpc..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "ours outside rpc and contracts, or Quarkus",
                type ->
                    type.getPackageName().startsWith("io.quarkus")
                        || (type.getPackageName().startsWith("io.tapline.")
                            && !in(type, "rpc")
                            && !GENERATED.test(type))))
        .check(OURS);
  }

  @Test
  void a_refusal_knows_no_framework() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.rpc")
        .should()
        .dependOnClassesThat(FRAMEWORK)
        .check(OURS);
  }

  @Test
  void only_services_and_standalone_know_rpc() {
    noClasses()
        .that(areOutsideOfServicesAnd("standalone", "service", "rpc"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tapline.rpc..")
        .check(OURS);
  }

  @Test
  void only_services_and_standalone_know_what_services_say_to_quarkus() {
    noClasses()
        .that(areOutsideOfServicesAnd("standalone", "service"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tapline.service..")
        .check(OURS);
  }

  @Test
  void what_services_say_to_quarkus_imports_nothing_of_ours_but_rpc() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.service..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "ours outside service and rpc",
                type ->
                    type.getPackageName().startsWith("io.tapline.")
                        && !in(type, "service")
                        && !in(type, "rpc")))
        .check(OURS);
  }

  @Test
  void contracts_import_nothing_of_ours_but_contracts() {
    noClasses()
        .that(GENERATED)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "ours by hand",
                type -> type.getPackageName().startsWith("io.tapline.") && !GENERATED.test(type)))
        .check(OURS);
  }

  /**
   * Only the classes that {@code rim.txt} names touch a framework or a message; a package without a
   * line there is engine throughout. Nested classes belong to the class around them.
   */
  @Test
  void frameworks_and_messages_stay_at_the_rim() throws IOException {
    Set<String> touching =
        OURS.stream()
            .filter(type -> SERVICES.stream().anyMatch(service -> hand(type, service)))
            .filter(ArchitectureTest::touchesFramework)
            .map(type -> type.getName().replaceFirst("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(touching)
        .as("classes that touch %s, and the rim of rim.txt", FRAMEWORK.getDescription())
        .containsExactlyInAnyOrderElementsOf(rim());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"capture", "flowlog", "report", "eventstore", "service", "cli", "standalone"})
  void packages_are_free_of_cycles(String area) {
    SlicesRuleDefinition.slices()
        .assignedFrom(packagesOf(area))
        .should()
        .beFreeOfCycles()
        .check(OURS);
  }

  @Test
  void services_rpc_and_standalone_log_through_one_facade() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tapline.capture..",
            "io.tapline.flowlog..",
            "io.tapline.report..",
            "io.tapline.eventstore..",
            "io.tapline.rpc..",
            "io.tapline.service..",
            "io.tapline.standalone..")
        .should()
        .dependOnClassesThat(OTHER_LOGGERS)
        .check(OURS);
  }

  @Test
  void the_command_knows_contracts_only() {
    noClasses()
        .that()
        .resideInAPackage("io.tapline.cli..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "services or Quarkus",
                type ->
                    type.getPackageName().startsWith("io.quarkus")
                        || SERVICES.stream().anyMatch(service -> hand(type, service))))
        .check(OURS);
  }

  @Test
  void no_package_is_a_dumping_ground() {
    classes()
        .should()
        .resideOutsideOfPackages("..common..", "..util..", "..utils..", "..helpers..", "..misc..")
        .check(OURS);
  }

  private static boolean touchesFramework(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> FRAMEWORK.test(dependency.getTargetClass().getBaseComponentType()));
  }

  /** The lines of {@code rim.txt}, {@code package: Class Class ...}, as names in full. */
  private static Set<String> rim() throws IOException {
    Set<String> names = new TreeSet<>();
    try (InputStream text = ArchitectureTest.class.getResourceAsStream("rim.txt")) {
      for (String line : new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] parts = line.split(":? +");
        Stream.of(parts).skip(1).map(name -> parts[0] + "." + name).forEach(names::add);
      }
    }
    return names;
  }

  /**
   * One slice a package. The package of the area itself is two: what other packages use, and what
   * puts the packages together, which none of them uses.
   */
  private static SliceAssignment packagesOf(String area) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        if (!hand(type, area)) {
          return SliceIdentifier.ignore();
        }
        return SliceIdentifier.of(
            isWiring(type, "io.tapline." + area) ? "wiring" : type.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages of " + area;
      }
    };
  }

  private static boolean isWiring(JavaClass type, String root) {
    return type.getPackageName().equals(root) && !isUsedBelow(type, root, new HashSet<>());
  }

  /** Whether a package below the root uses a class, directly or through others of the root. */
  private static boolean isUsedBelow(JavaClass type, String root, Set<JavaClass> seen) {
    return seen.add(type)
        && type.getDirectDependenciesToSelf().stream()
            .map(use -> use.getOriginClass())
            .anyMatch(
                user ->
                    user.getPackageName().startsWith(root + ".")
                        || (user.getPackageName().equals(root) && isUsedBelow(user, root, seen)));
  }

  private static DescribedPredicate<JavaClass> areOutsideOfServicesAnd(String... areas) {
    return DescribedPredicate.describe(
        "outside of the services and " + List.of(areas),
        type ->
            Stream.of(areas).noneMatch(area -> in(type, area))
                && SERVICES.stream().noneMatch(service -> hand(type, service)));
  }

  /** Whether a class was written by hand for a service. */
  private static boolean hand(JavaClass type, String service) {
    return in(type, service) && !GENERATED.test(type);
  }

  private static boolean in(JavaClass type, String area) {
    String name = type.getPackageName() + ".";
    return name.startsWith("io.tapline." + area + ".");
  }
}
