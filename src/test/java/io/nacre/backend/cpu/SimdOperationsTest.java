package io.nacre.backend.cpu;

/** Each operation made of loops over vectors. */
class SimdOperationsTest extends OperationsCases {
    SimdOperationsTest() {
        super(LoopKinds.simd());
    }
}
