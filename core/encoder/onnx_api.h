// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is used of ONNX Runtime's C interface, declared anew: a table of functions whose order never
// changes once it is published, so that any library since its version 1 serves. Entries in between
// are counted and not declared. tests/core/tst_onnx_runtime compares the places with the real
// header where there is one.
#pragma once

#include <cstddef>
#include <cstdint>

namespace contrastlab::onnx {

// Of the library; nobody looks inside.
struct Status;
struct Env;
struct Session;
struct SessionOptions;
struct RunOptions;
struct Value;
struct TypeInfo;
struct TensorInfo;
struct MemoryInfo;
struct Allocator;

/// What a tensor is made of, by the library's numbers; those that are used.
enum ElementType : int {
    elementNone = 0,
    elementFloat = 1,
    elementUint8 = 2,
    elementInt32 = 6,
    elementInt64 = 7,
    elementFloat16 = 10,
    elementDouble = 11
};

// The library's numbers of errors that are told apart.
enum ErrorCode : int { errorNoFile = 3, errorInvalidProtobuf = 7 };

constexpr int logFatalErrors = 4;
constexpr int allGraphOptimizations = 99;
constexpr int arenaAllocator = 1;
constexpr int defaultMemory = 0;

/// An entry that is only counted.
using Unused = void (*)();

/// Version 1 of the table. A function that can fail gives a status, null where it has not.
struct Api {
    Unused before1[1];
    int (*getErrorCode)(const Status*); // entry 1
    const char* (*getErrorMessage)(const Status*);
    Status* (*createEnv)(int severity, const char* name, Env**);
    Unused before7[3];
    Status* (*createSession)(const Env*, const char* path, const SessionOptions*, Session**);
    Unused before9[1];
    Status* (*run)(Session*, const RunOptions*, const char* const* inputNames,
        const Value* const* inputs, std::size_t inputCount, const char* const* outputNames,
        std::size_t outputCount, Value** outputs);
    Status* (*createSessionOptions)(SessionOptions**);
    Unused before23[12];
    Status* (*setGraphOptimization)(SessionOptions*, int level);
    Status* (*setIntraOpThreads)(SessionOptions*, int threads);
    Status* (*setInterOpThreads)(SessionOptions*, int threads);
    Unused before30[4];
    Status* (*inputCount)(const Session*, std::size_t*);
    Status* (*outputCount)(const Session*, std::size_t*);
    Unused before33[1];
    Status* (*inputType)(const Session*, std::size_t place, TypeInfo**);
    Status* (*outputType)(const Session*, std::size_t place, TypeInfo**);
    Unused before36[1];
    Status* (*inputName)(const Session*, std::size_t place, Allocator*, char**);
    Status* (*outputName)(const Session*, std::size_t place, Allocator*, char**);
    Unused before39[1];
    Status* (*createRunOptions)(RunOptions**);
    Unused before46[6];
    Status* (*setTerminate)(RunOptions*); // ends run() on another thread
    Unused before49[2];
    Status* (*createTensor)(const MemoryInfo*, void* data, std::size_t bytes,
        const std::int64_t* extents, std::size_t dimensions, int type, Value**);
    Unused before51[1];
    Status* (*tensorData)(Value*, void**);
    Unused before55[3];
    Status* (*tensorInfoOf)(const TypeInfo*, const TensorInfo**);
    Unused before60[4];
    Status* (*elementType)(const TensorInfo*, int*);
    Status* (*dimensionCount)(const TensorInfo*, std::size_t*);
    Status* (*dimensions)(const TensorInfo*, std::int64_t* extents, std::size_t count);
    Unused before65[2];
    Status* (*tensorInfo)(const Value*, TensorInfo**);
    Unused before69[3];
    Status* (*createCpuMemoryInfo)(int allocator, int memory, MemoryInfo**);
    Unused before76[6];
    Status* (*allocatorFree)(Allocator*, void*);
    Unused before78[1];
    Status* (*defaultAllocator)(Allocator**);
    Unused before92[13];
    void (*releaseEnv)(Env*);
    void (*releaseStatus)(Status*);
    void (*releaseMemoryInfo)(MemoryInfo*);
    void (*releaseSession)(Session*);
    void (*releaseValue)(Value*);
    void (*releaseRunOptions)(RunOptions*);
    void (*releaseTypeInfo)(TypeInfo*);
    void (*releaseTensorInfo)(TensorInfo*);
    void (*releaseSessionOptions)(SessionOptions*); // entry 100
};
static_assert(offsetof(Api, releaseSessionOptions) == 100 * sizeof(Unused));

/// What OrtGetApiBase() gives.
struct ApiBase {
    const Api* (*getApi)(std::uint32_t version); ///< null where it does not offer that
    const char* (*getVersion)(); ///< "1.21.0"
};

} // namespace contrastlab::onnx
