package io.nacre;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What may know what. A new package, or a new direction between two, is entered in the table below first, with a
 * reason in {@code docs/decisions/}.
 *
 * <p>Packages are named by strings alone, and rules hold for packages that do not exist yet.
 */
class ArchitectureTest {

    /** The library as compiled, wherever the build put it, without tests and benchmarks. */
    private static final JavaClasses NACRE = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.nacre");

    /**
     * Each place, its packages, and the places it may use. In short: cli → lab → plan → model → nn → graph → op → tensor,
     * plan → backend → op; backends know the seam, and neither each other nor what is above it; tuning and the lab reach
     * into OpenCL; the façade finds backends by ServiceLoader, and only the command line stands above it.
     */
    private static final List<Place> PLACES = """
            cli     io.nacre.cli..            root error text tensor image op graph nn model backend opencl plan lab
            lab     io.nacre.lab..            error text tensor op graph nn model backend opencl plan
            root    io.nacre                  error tensor op graph nn model backend plan
            plan    io.nacre.plan..           error text tensor op graph nn model backend
            model   io.nacre.model..          error text tensor op graph nn
            nn      io.nacre.nn..             error tensor op graph
            graph   io.nacre.graph..          error tensor op
            cpu     io.nacre.backend.cpu..    error tensor op backend
            opencl  io.nacre.backend.opencl.. error tensor op backend
            backend io.nacre.backend          error tensor op
            op      io.nacre.op..             error tensor
            image   io.nacre.image..          error tensor
            tensor  io.nacre.tensor..         error
            text    io.nacre.text
            error   io.nacre.error
            """.lines().map(Place::parse).toList();

    private record Place(String name, String packages, List<String> uses) {
        static Place parse(String line) {
            List<String> words = List.of(line.split(" +", -1));
            return new Place(words.get(0), words.get(1), words.subList(2, words.size()));
        }
    }

    @Test
    void placesUseOnlyWhatTheyMay() {
        LayeredArchitecture directions =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (Place place : PLACES) {
            directions = directions.layer(place.name).definedBy(place.packages);
        }
        for (Place place : PLACES) {
            directions = place.uses.isEmpty()
                    ? directions.whereLayer(place.name).mayNotAccessAnyLayer()
                    : directions.whereLayer(place.name).mayOnlyAccessLayers(place.uses.toArray(String[]::new));
        }
        check(directions);
    }

    @Test
    void everyPackageHasItsPlace() {
        check(classes()
                .should()
                .resideInAnyPackage(PLACES.stream().map(Place::packages).toArray(String[]::new)));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.nacre.(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
        "org.jocl.., io.nacre.backend.opencl.cl..",
        "jdk.incubator.., io.nacre.backend.cpu.simd..",
        "com.google.protobuf.., io.nacre.model.onnx..",
        "io.nacre.model.onnx.schema.., io.nacre.model.onnx..", // generated from src/main/proto
        "picocli.., io.nacre.cli..",
    })
    void othersCodeStaysBehindOnePackage(String library, String home) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library));
    }

    @Test
    void layersOpsAndTensorsAreValues() {
        check(classes()
                .that()
                .resideInAnyPackage("io.nacre.nn..", "io.nacre.op..", "io.nacre.tensor..")
                .should(beARecordEnumInterfaceOrFinalClassWithFinalFields()));
    }

    @Test
    void namesSayWhatAThingIs() {
        check(classes().should().haveNameNotMatching(".*(Impl|Utils?|Helper|Manager)"));
    }

    @Test
    void onlyTheCommandLineAndTheLabPrint() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.nacre.cli..", "io.nacre.lab..")
                .should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void onlyBackendsPlansAndTheLabAllocateDeviceMemory() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.nacre.backend..", "io.nacre.plan..", "io.nacre.lab..")
                .should(callMethodWhere(describe("Backend.allocate is called", ArchitectureTest::isBackendAllocate))));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(NACRE);
    }

    private static boolean isBackendAllocate(JavaMethodCall call) {
        return call.getName().equals("allocate") && call.getTargetOwner().isAssignableTo("io.nacre.backend.Backend");
    }

    private static ArchCondition<JavaClass> beARecordEnumInterfaceOrFinalClassWithFinalFields() {
        return new ArchCondition<>("be a record, an enum, an interface, or a final class with final fields") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean value = type.isRecord() || type.isEnum() || type.isInterface() || isMadeByCompiler(type);
                boolean closed = value || type.getModifiers().contains(JavaModifier.FINAL);
                events.add(new SimpleConditionEvent(type, closed, type.getName() + " could be extended"));
                changingFields(type)
                        .forEach(field -> events.add(
                                SimpleConditionEvent.violated(field, field.getFullName() + " is not final")));
            }
        };
    }

    /** Bodies of enum constants, and the tables behind a switch over an enum. */
    private static boolean isMadeByCompiler(JavaClass type) {
        return type.isAnonymousClass() || type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaField> changingFields(JavaClass type) {
        return type.getFields().stream().filter(field -> !field.getModifiers().contains(JavaModifier.FINAL));
    }
}
