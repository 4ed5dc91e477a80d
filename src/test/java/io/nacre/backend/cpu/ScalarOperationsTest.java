package io.nacre.backend.cpu;

/** Each operation made of plain loops. */
class ScalarOperationsTest extends OperationsCases {
    ScalarOperationsTest() {
        super(LoopKind.scalar());
    }
}
