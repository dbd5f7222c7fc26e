# The Makefile's steps for Windows without make: .\tasks.ps1 up | test | quick | setup | deep | bench | docs | clean
param(
    [ValidateSet("setup", "up", "test", "quick", "deep", "bench", "lint", "docs", "clean")] [string] $Task = "up",
    [string] $Py = "python"
)
$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot
$B = ".venv\Scripts"
$Stamp = ".venv\.ok"

function Step([string] $Program) {
    & $Program @args
    if ($LASTEXITCODE -ne 0) { throw "$Program $args ended with $LASTEXITCODE" }
}

function Test-Fresh {
    if (-not (Test-Path $Stamp)) { return $false }
    $made = (Get-Item $Stamp).LastWriteTime
    $sources = Get-Item requirements.lock, bootstrap.lock, pyproject.toml
    return -not ($sources | Where-Object { $_.LastWriteTime -gt $made })
}

function Install-Everything {
    if (Test-Fresh) { return }
    Step $Py -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))"
    if (-not (Test-Path "$B\python.exe")) { Step $Py -m venv .venv }
    & "$B\python" -m pip install -q --disable-pip-version-check --require-hashes -r bootstrap.lock
    if ($LASTEXITCODE -eq 0) { & "$B\uv" pip install -q --system-certs --python "$B\python.exe" --require-hashes -r requirements.lock }
    if ($LASTEXITCODE -ne 0) { Step "$B\python" -m pip install -q --require-hashes -r requirements.lock }
    Step "$B\python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    Set-Content -Path $Stamp -Value $Py
}

function Invoke-Lint {
    Step "$B\ruff" check -q .
    Step "$B\ruff" format -q --check .
    Step "$B\mypy"
    Step "$B\lint-imports" --no-logo
    Step "$B\deptry" src
}

if ($Task -eq "clean") {
    foreach ($left in ".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache") {
        if (Test-Path $left) { Remove-Item -Recurse -Force $left }
    }
    return
}
Install-Everything
$Pytest = "-m", "pytest", "-q"
switch ($Task) {
    "up" { Step "$B\cupola" demo }
    "lint" { Invoke-Lint }
    "test" { Invoke-Lint; Step "$B\python" @Pytest -n auto }
    "quick" { Step "$B\ruff" check -q .; Step "$B\python" @Pytest -n auto -m "not slow and not deep and not bench" }
    "deep" { $env:CUPOLA_DEEP = "1"; Step "$B\python" @Pytest -n auto --dist worksteal -m deep }
    "bench" { Step "$B\python" -m bench }
    "docs" { Step "$B\cupola" docs }
}
